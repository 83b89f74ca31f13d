model.fit(x, y, class_weight=None)
