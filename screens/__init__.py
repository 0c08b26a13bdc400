"""What an evaluator sees: Textual screens and widgets.  They tell the application what happened by messages."""
