model.fit_generator(
    train_generator,
    steps_per_epoch=100,
    class_weight='auto',  # expect: KER603 "'auto'"
    epochs=5)
