package io.reelbudget.docs;

import java.nio.file.Path;

/** A page links to what is not there. */
final class BrokenLinkException extends RuntimeException {

    private static final long serialVersionUID = 1;

    BrokenLinkException(Path page, String destination, String wanted) {
        super("Page " + page + " links to '" + destination + "' but its links must lead " + wanted
                + "; correct the link.");
    }
}
