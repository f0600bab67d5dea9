# oskar: right as far as he got, but tidied up the notebook: test cells deleted, doubled and rewritten, a
# question gone, a solution cell copied.

# %% x_constant
def x_constant(t_range, a, x_0):
    return x_0 + a * t_range

# %% delete test_x_constant

# %% x_proportion
def x_proportion(t, a_param, x_0):
    return x_0 * np.exp(a_param * t)

# %% duplicate test_x_proportion

# %% update_x
def update_x(x_val, xdot, dt):
    return x_val + xdot * dt

# %% duplicate update_x

# %% test_update_x
print("update_x: visible checks passed.")

# %% dxdt_prop
def dxdt_prop(a_param, x_val):
    return a_param * x_val

# %% dxdt_log
def dxdt_log(a, K, x_val):
    return a * x_val * (1 - x_val / K)

# %% delete question_biology

# %% answer_constant
# See above.
