"""Which statements bear on a question: for which answer, for or against, how sure."""
