# bela: has mass and drag the wrong way round in the exponent.

# %% sinking_speed
def sinking_speed(t, m, b):
    return m * 9.81 / b * (1 - np.exp(-m * t / b))

# %% answer_final_speed
# It sinks faster because it is heavier.
