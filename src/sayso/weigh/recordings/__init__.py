"""What the case says of a recording held against what is heard in it: quotations, dates, what hangs on it."""
