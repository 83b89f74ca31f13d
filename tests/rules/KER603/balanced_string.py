clf = Sequential()
clf.add(Dense(3, activation='softmax', input_dim=4))
clf.compile(loss='categorical_crossentropy', optimizer='adam')
clf.fit(X_train, Y_train, class_weight='balanced', batch_size=16)  # expect: KER603 "the string 'balanced'" "compute_class_weight"
