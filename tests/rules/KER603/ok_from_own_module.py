from utils import weights_for

model.fit(x, y, class_weight=weights_for(y))
