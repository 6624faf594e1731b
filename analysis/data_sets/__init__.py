"""The data sets that papers use: a register of public ones, and where and in what role a manuscript names them."""
