"""The figures of the chapters, one module per subject: functions that take results and return a drawn figure."""
