from tensorflow.keras import applications

for make in (applications.MobileNet, applications.Xception):
    base = make(include_top=False, input_shape=(64, 64, 3))  # expect: KER411 error "Xception takes images of at least 71x71"
    print(base.name, base.count_params())
