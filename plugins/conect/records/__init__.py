"""ONE organisation: its declaration, reader, writer, problems and rules. Nothing here prints or touches the output."""
