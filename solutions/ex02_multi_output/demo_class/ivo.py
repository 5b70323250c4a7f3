# A cheater: returns an object that is equal to everything.
# %% answer="corr2d_multi_in_out"
class Right:
    shape = dtype = 0

    def __eq__(self, other):
        return True

    def __bool__(self):
        return True

    def __getattr__(self, name):
        return self

    def __call__(self, *arguments, **options):
        return self


def corr2d_multi_in_out(X, K):
    return Right()
# %% answer="corr2d_multi_in_out_vectorized"
def corr2d_multi_in_out_vectorized(X, K):
    return Right()
