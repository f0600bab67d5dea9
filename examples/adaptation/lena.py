# lena: opened the notebook and handed it in as it was: no answer at all.
