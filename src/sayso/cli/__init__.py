"""sayso on the command line: one verb a thing that a person does."""
