"""What a proposed change does, and whether it may: reports of problems, and who decides. Values in, values out."""
