import keras
def fit(model, x, y, weights=None):
    return model.fit(x, y, class_weight=weights, epochs=3)
