"""Believes that a list of maps is as good as one tensor."""
HINT = "What is type(result)? How would you ask it for its shape?"
READ = "book/02-multi-output-channels#stack-makes-a-new-axis"
EXPECTED = {"corr2d_multi_in_out_1x1": 0}

def corr2d_multi_in_out_1x1(X, K):
    return [sum(x * weight for x, weight in zip(X, k[:, 0, 0])) for k in K]
