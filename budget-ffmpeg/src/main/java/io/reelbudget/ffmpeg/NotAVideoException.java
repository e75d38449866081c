package io.reelbudget.ffmpeg;

/** A file holds no video that can be transcoded. The file is unharmed, and no job was made of it. */
public final class NotAVideoException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String file;
    private final String finding;

    NotAVideoException(String file, String finding) {
        super("File '" + file + "' is no video that can be transcoded: " + finding
                + "; give a file that holds a video, such as one in mp4, webm or mkv.");
        this.file = file;
        this.finding = finding;
    }

    /** Returns the file's name. */
    public String file() {
        return file;
    }

    /** Returns what was found instead of a video, in ffprobe's words where it had any. */
    public String finding() {
        return finding;
    }
}
