package io.reelbudget.ffmpeg;

/**
 * A document describes no job that can be priced. The document is unharmed, and no job was made of it: correct it, or
 * describe the job another way.
 */
public final class JobDescriptionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String place;

    /**
     * Makes one.
     *
     * @param place where in the document, such as {@code -crf} or {@code $.Settings.Inputs[0]}
     * @param finding what was there, what must be, and what to do
     */
    public JobDescriptionException(String place, String finding) {
        super(place + " " + finding);
        this.place = place;
    }

    /** Returns where in the document. */
    public String place() {
        return place;
    }
}
