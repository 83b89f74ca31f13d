model.fit(x, y, class_weight={0: 1.0, 1: 9.0})
