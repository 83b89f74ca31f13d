datagen = ImageDataGenerator(vertical_flip=True)  # expect: KER203 "vertical flip"
valgen = ImageDataGenerator()
tg = datagen.flow_from_directory(train_dir)
vg = valgen.flow_from_directory(val_dir)
model.fit_generator(tg, validation_data=vg)
