package io.reelbudget.trainer;

import io.reelbudget.estimator.ModelMetadata;

/**
 * A model ready to be written.
 *
 * @param onnx the bytes of the ONNX file
 * @param metadata what it says of itself
 * @param largestDifference between ONNX Runtime and the trees, in the logarithm of cost
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; written to a file.
public record TrainedModel(byte[] onnx, ModelMetadata metadata, double largestDifference) {}
