"""Believes that `a + b if bias else 0` leaves out b alone."""
HINT = "Call it with bias=False. Which part of your line does the `else` replace?"
READ = "book/04-conv2d-parameters#parameter-count"
EXPECTED = {"conv2d_parameter_count": 0}

def conv2d_parameter_count(in_channels, out_channels, kernel_size, bias=True, groups=1):
    kh, kw = (kernel_size, kernel_size) if isinstance(kernel_size, int) else kernel_size
    return out_channels * (in_channels // groups) * kh * kw + out_channels if bias else 0
