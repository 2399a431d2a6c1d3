"""sayso on the command line: one verb a thing that a person does."""

import gc

# Nothing that start-up makes is garbage; looking for some all the while costs a tenth of a short command.
gc.set_threshold(50_000, 20, 20)
