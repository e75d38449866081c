package io.reelbudget.ffmpeg;

/** No ffmpeg that runs was found. Nothing was started; the message says what to do on this platform. */
public final class FfmpegNotFoundException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    FfmpegNotFoundException(String message) {
        super(message);
    }

    FfmpegNotFoundException(String message, Throwable cause) {
        super(message, cause);
    }
}
