"""What stands behind an answer: the pane beside the questions, and the dialogs that judge and prove."""
