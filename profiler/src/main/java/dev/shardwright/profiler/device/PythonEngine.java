package dev.shardwright.profiler.device;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.inference.Predictor;
import ai.djl.modality.Input;
import ai.djl.modality.Output;
import ai.djl.translate.NoopServingTranslatorFactory;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.util.Map;

/** A Python process of DJL's Python engine that runs kernels.py; requests are answered one after another. */
final class PythonEngine implements AutoCloseable {
    /** No batch takes so long, nor does importing PyTorch from a slow disk. */
    private static final String TIMEOUT_SECONDS = "3600";

    /** The property by which kernels.py answers that it failed. */
    private static final String ERROR = "error";

    private final PythonFolder folder;
    private final Model model;
    private final Predictor<Input, Output> process;

    private PythonEngine(PythonFolder folder, Model model, Predictor<Input, Output> process) {
        this.folder = folder;
        this.model = model;
        this.process = process;
    }

    /**
     * Throws UnmeasurableException when the process does not start.
     *
     * @param program a Python with the packages that {@link PythonPackages} checks
     * @param threads threads of the tensor library on a processor; 0 leaves them to the library
     */
    static PythonEngine start(String program, int threads) {
        System.setProperty("ai.djl.offline", "true");
        NativeCache.choose();
        PythonFolder folder = PythonFolder.open();
        Model model = Model.newInstance("kernels", Device.cpu(), "Python");
        try {
            model.load(folder.path(), null, options(program, threads));
            return new PythonEngine(
                    folder,
                    model,
                    model.newPredictor(new NoopServingTranslatorFactory()
                            .newInstance(Input.class, Output.class, model, Map.of())));
        } catch (IOException | MalformedModelException | EngineException e) {
            model.close();
            folder.close();
            String failure = PythonPackages.failure(program);
            throw new UnmeasurableException(
                    failure.isEmpty() ? "DJL's Python engine does not start: " + e.getMessage() : failure, e);
        }
    }

    /** Arguments of {@code describe} too, which is the first request, before which nothing is measured. */
    private static Map<String, String> options(String program, int threads) {
        return Map.of(
                "pythonExecutable",
                program,
                "entryPoint",
                PythonFolder.HANDLER,
                "handler",
                "describe",
                "threads",
                Integer.toString(threads),
                "predict_timeout",
                TIMEOUT_SECONDS,
                "model_loading_timeout",
                TIMEOUT_SECONDS);
    }

    static String version() {
        return Engine.getEngine("Python").getVersion();
    }

    /** Calls a function of kernels.py. Throws UnmeasurableException when it fails or the process is no more. */
    Map<String, String> ask(String function, Map<String, String> arguments) {
        return ask(function, arguments, new byte[0]);
    }

    /** As above, with data. */
    Map<String, String> ask(String function, Map<String, String> arguments, byte[] data) {
        Input request = new Input();
        arguments.forEach(request::addProperty);
        request.addProperty("handler", function);
        request.add(data);
        Map<String, String> answer = answer(request);
        if (answer.containsKey(ERROR)) {
            throw Refusal.of(answer.get(ERROR), null);
        }
        return answer;
    }

    private Map<String, String> answer(Input request) {
        try {
            return process.predict(request).getProperties();
        } catch (TranslateException | EngineException e) {
            throw new UnmeasurableException("the Python process ended or does not answer", e);
        }
    }

    @Override
    public void close() {
        process.close();
        model.close();
        folder.close();
    }
}
