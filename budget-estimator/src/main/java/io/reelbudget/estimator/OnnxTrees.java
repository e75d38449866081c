package io.reelbudget.estimator;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A screened model in ONNX Runtime.
 *
 * <p>This class is thread-safe: a session may run on several threads at once, no tensor outlives its call, and closing
 * waits for calls under way, which would otherwise read freed memory. The environment, one for the whole JVM, may be
 * the host's own and is never closed.
 */
final class OnnxTrees implements AutoCloseable {

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final ReadWriteLock running = new ReentrantReadWriteLock();
    private boolean closed;

    private OnnxTrees(OrtEnvironment environment, OrtSession session) {
        this.environment = environment;
        this.session = session;
    }

    /** Loads a model's bytes, which must have passed {@link ModelScreening}. */
    static OnnxTrees load(byte[] model) {
        OnnxPlatform.objection().ifPresent(objection -> {
            throw new ModelException(objection + ".");
        });
        try {
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            OrtSession session = session(environment, model);
            try {
                requireShape(session);
            } catch (ModelException e) {
                session.close();
                throw e;
            }
            return new OnnxTrees(environment, session);
        } catch (LinkageError e) {
            throw new ModelException(
                    "ONNX Runtime cannot be loaded on this platform (" + rootOf(e)
                            + "); see docs/estimator.md for where it runs.",
                    e);
        } catch (OrtException e) {
            throw new ModelException(
                    "ONNX Runtime refused the model: " + e.getMessage() + "; train it with budget-trainer.", e);
        }
    }

    private static OrtSession session(OrtEnvironment environment, byte[] model) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            // Its own log goes to standard error; what goes wrong is in the exception, too.
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            return environment.createSession(model, options);
        }
    }

    private static void requireShape(OrtSession session) throws OrtException {
        requireColumns(
                session.getInputInfo(),
                ModelScreening.INPUT,
                JobFeatures.names().size());
        requireColumns(session.getOutputInfo(), ModelScreening.OUTPUT, TreeEnsembleCheck.TARGETS);
    }

    private static void requireColumns(Map<String, NodeInfo> infos, String name, int columns) {
        NodeInfo info = infos.get(name);
        boolean fits = info != null
                && info.getInfo() instanceof TensorInfo tensor
                && tensor.getShape().length == 2
                && tensor.getShape()[1] == columns;
        if (!fits) {
            throw new ModelException("The model's '" + name + "' is " + info + " but must be a table of " + columns
                    + " columns; train it with budget-trainer.");
        }
    }

    /** Returns one row of outputs for each row of features. */
    float[][] run(List<float[]> rows) {
        running.readLock().lock();
        try {
            return runOpen(rows);
        } finally {
            running.readLock().unlock();
        }
    }

    private float[][] runOpen(List<float[]> rows) {
        if (closed) {
            throw new ModelException("The model was closed, so it cannot be asked; close it after the last estimate.");
        }
        int columns = JobFeatures.names().size();
        FloatBuffer values = FloatBuffer.allocate(rows.size() * columns);
        rows.forEach(values::put);
        values.flip();
        try (OnnxTensor input = OnnxTensor.createTensor(environment, values, new long[] {rows.size(), columns});
                OrtSession.Result result = session.run(Map.of(ModelScreening.INPUT, input))) {
            return (float[][]) result.get(0).getValue();
        } catch (OrtException e) {
            throw new ModelException("ONNX Runtime could not run the model: " + e.getMessage() + ".", e);
        }
    }

    private static Throwable rootOf(Throwable error) {
        Throwable root = error;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
    }

    @Override
    public void close() {
        running.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                session.close();
            }
        } catch (OrtException e) {
            throw new ModelException("ONNX Runtime could not close the model: " + e.getMessage() + ".", e);
        } finally {
            running.writeLock().unlock();
        }
    }
}
