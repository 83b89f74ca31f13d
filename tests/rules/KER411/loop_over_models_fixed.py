from tensorflow.keras import applications

for make in (applications.MobileNet, applications.Xception):
    base = make(include_top=False, input_shape=(96, 96, 3))
    print(base.name, base.count_params())
