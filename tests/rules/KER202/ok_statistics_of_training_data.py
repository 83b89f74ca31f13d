import numpy as np
from keras.datasets import boston_housing

(train_data, train_targets), (test_data, test_targets) = boston_housing.load_data()
mean, std = train_data.mean(axis=0), train_data.std(axis=0)
train_data = (train_data - mean) / std
test_data -= mean
test_data /= std
model.fit(train_data, train_targets, validation_data=(test_data, test_targets))
