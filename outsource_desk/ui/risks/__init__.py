"""The risk register: table, heat map, one risk in detail, and the library's proposals."""
