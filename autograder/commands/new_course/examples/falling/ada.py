# ada: right, with the final speed and the time constant as names of their own.

# %% sinking_speed
def sinking_speed(t, m, b):
    v_final = m * 9.81 / b
    tau = m / b
    return v_final * (1 - np.exp(-t / tau))

# %% answer_final_speed
# It is twice as fast in the end, because drag has to balance twice the weight. It also takes
# twice as long to get there.
