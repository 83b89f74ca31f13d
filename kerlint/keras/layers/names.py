"""Names that Keras 1 and 2 had for layers and parameters, and what they are called today."""

from __future__ import annotations

CLASS_ALIASES = {
    "AtrousConv1D": "Conv1D",
    "AtrousConv2D": "Conv2D",
    "AtrousConvolution1D": "Conv1D",
    "AtrousConvolution2D": "Conv2D",
    "AvgPool1D": "AveragePooling1D",
    "AvgPool2D": "AveragePooling2D",
    "AvgPool3D": "AveragePooling3D",
    "Convolution1D": "Conv1D",
    "Convolution1DTranspose": "Conv1DTranspose",
    "Convolution2D": "Conv2D",
    "Convolution2DTranspose": "Conv2DTranspose",
    "Convolution3D": "Conv3D",
    "Convolution3DTranspose": "Conv3DTranspose",
    "Deconv2D": "Conv2DTranspose",
    "Deconv3D": "Conv3DTranspose",
    "Deconvolution2D": "Conv2DTranspose",
    "Deconvolution3D": "Conv3DTranspose",
    "GlobalAvgPool1D": "GlobalAveragePooling1D",
    "GlobalAvgPool2D": "GlobalAveragePooling2D",
    "GlobalAvgPool3D": "GlobalAveragePooling3D",
    "GlobalMaxPool1D": "GlobalMaxPooling1D",
    "GlobalMaxPool2D": "GlobalMaxPooling2D",
    "GlobalMaxPool3D": "GlobalMaxPooling3D",
    "GroupedQueryAttention": "GroupQueryAttention",
    "MaxPool1D": "MaxPooling1D",
    "MaxPool2D": "MaxPooling2D",
    "MaxPool3D": "MaxPooling3D",
    "SeparableConvolution1D": "SeparableConv1D",
    "SeparableConvolution2D": "SeparableConv2D",
    "SyncBatchNormalization": "BatchNormalization",
}

# `keras.layers.add([a, b])` is `Add()([a, b])`: the inputs come first, then the layer's arguments.
MERGING_FUNCTIONS = {
    "add": "Add",
    "average": "Average",
    "concatenate": "Concatenate",
    "dot": "Dot",
    "maximum": "Maximum",
    "minimum": "Minimum",
    "multiply": "Multiply",
    "subtract": "Subtract",
}

# Keras 1's names, by the interface of `keras.legacy.interfaces` in Keras 2.0.
_ALIASES = {
    "U_regularizer": "recurrent_regularizer",
    "W_constraint": "kernel_constraint",
    "W_regularizer": "kernel_regularizer",
    "atrous_rate": "dilation_rate",
    "b_constraint": "bias_constraint",
    "b_regularizer": "bias_regularizer",
    "batch_input_shape": "batch_shape",
    "beta_init": "beta_initializer",
    "bias": "use_bias",
    "border_mode": "padding",
    "dim_ordering": "data_format",
    "dropout_U": "recurrent_dropout",
    "dropout_W": "dropout",
    "filter_length": "kernel_size",
    "forget_bias_init": "unit_forget_bias",
    "gamma_init": "gamma_initializer",
    "init": "kernel_initializer",
    "inner_activation": "recurrent_activation",
    "inner_init": "recurrent_initializer",
    "input_dtype": "dtype",
    "nb_filter": "filters",
    "p": "rate",
    "pool_length": "pool_size",
    "sigma": "stddev",
    "stride": "strides",
    "subsample": "strides",
    "subsample_length": "strides",
}

# Layers that no version has under today's names of parameters (`kerlint.keras.layers.retired`).
_RETIRED = ("Highway", "MaxoutDense", "ParametricSoftplus", "SReLU", "TimeDistributedDense")

_RECURRENT = ("SimpleRNN", "LSTM", "GRU", "CuDNNLSTM", "CuDNNGRU", "SimpleRNNCell", "LSTMCell", "GRUCell")

_CLASS_PARAMETERS = {
    **{(name, "output_dim"): "units" for name in ("Dense", *_RECURRENT)},
    ("Concatenate", "concat_axis"): "axis",
    ("Dot", "dot_axes"): "axes",
    ("Embedding", "init"): "embeddings_initializer",
    ("Embedding", "W_regularizer"): "embeddings_regularizer",
    ("Embedding", "W_constraint"): "embeddings_constraint",
    ("InputLayer", "input_shape"): "shape",
    ("Input", "input_shape"): "shape",
    ("LeakyReLU", "alpha"): "negative_slope",
    ("PReLU", "init"): "alpha_initializer",
    ("UpSampling1D", "length"): "size",
}


def class_name(name: str) -> str:
    """Today's name of a layer class."""
    return CLASS_ALIASES.get(name, name)


def parameter_name(layer: str, name: str) -> str:
    """Today's name of a parameter of a layer class (itself under its today's name)."""
    if layer in _RETIRED:
        return name
    return _CLASS_PARAMETERS.get((layer, name)) or _ALIASES.get(name, name)
