base_model = VGG16(weights='imagenet', include_top=False, input_shape=(48, 48, 1))  # expect: KER411 error "3 channels"
x = Flatten()(base_model.output)
x = Dense(7, activation='softmax')(x)
model = Model(inputs=base_model.input, outputs=x)
