import numpy as np

# sequences


def conv1d(x, w, b=None):
    """Row i is the sum over t of x[i + t - (k - 1) // 2] @ w[t]; rows beyond the ends are left out."""
    x, w = np.asarray(x, float), np.asarray(w, float)
    k, _, d_out = w.shape
    y = np.zeros((len(x), d_out))
    for t in range(k):
        row = np.arange(len(x)) + t - (k - 1) // 2
        inside = (row >= 0) & (row < len(x))
        y[inside] += x[row[inside]] @ w[t]
    return y if b is None else y + np.asarray(b, float)


def rnn(x, w_x, w_h, b=None):
    """h[t] = tanh(x[t] @ w_x + h[t - 1] @ w_h + b), from a state of 0: all states (Elman 1990)."""
    x, w_x, w_h = np.asarray(x, float), np.asarray(w_x, float), np.asarray(w_h, float)
    b = np.zeros(w_x.shape[1]) if b is None else np.asarray(b, float)
    states = np.zeros((len(x), w_x.shape[1]))
    h = np.zeros(w_x.shape[1])
    for t in range(len(x)):
        h = np.tanh(x[t] @ w_x + h @ w_h + b)
        states[t] = h
    return states


def gru(x, w, u, b=None):
    """Update gate z, reset gate r, candidate; h = z * h + (1 - z) * candidate: all states (Cho et al. 2014)."""
    x, w, u = np.asarray(x, float), np.asarray(w, float), np.asarray(u, float)
    b = np.zeros((3, w.shape[2])) if b is None else np.asarray(b, float)
    (w_z, w_r, w_c), (u_z, u_r, u_c), (b_z, b_r, b_c) = w, u, b
    states = np.zeros((len(x), w.shape[2]))
    h = np.zeros(w.shape[2])
    for t in range(len(x)):
        z = 1 / (1 + np.exp(-(x[t] @ w_z + h @ u_z + b_z)))
        r = 1 / (1 + np.exp(-(x[t] @ w_r + h @ u_r + b_r)))
        candidate = np.tanh(x[t] @ w_c + (r * h) @ u_c + b_c)
        h = z * h + (1 - z) * candidate
        states[t] = h
    return states


# end of sequences
