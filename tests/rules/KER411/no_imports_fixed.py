base_model = VGG16(weights='imagenet', include_top=False, input_shape=(48, 48, 3))
x = Flatten()(base_model.output)
x = Dense(7, activation='softmax')(x)
model = Model(inputs=base_model.input, outputs=x)
