# settings: target-keras = "3"
import numpy as np
from keras import layers, models

x = np.zeros((4000, 20))
y = np.zeros((4000, 1))
m = models.Sequential([layers.Input((20,)), layers.Dense(1)])
m.compile(loss="mse", optimizer="sgd")
for run in range(3):
    m.fit(x, y, batch_size=40, epochs=5, steps_per_epoch=15)  # expect: KER301 warning "600 of 4,000 samples (15.0 %)"
