"""What is true of Romania: its letters, its identifiers, its counties and its localities.

Pure functions over text. The only files read are this package's own ``data/`` and the SIRUTA table of the
``sirutalib`` distribution. Another country could be put in the place of this package without a change to the
floors above, which know only the names exported by its modules.
"""
