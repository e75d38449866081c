package io.reelbudget.policy.provision;

import java.io.File;
import java.util.Locale;

/** What a process reads that is to read nothing. */
final class NullFile {

    static final File FILE = new File(
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows") ? "NUL" : "/dev/null");

    private NullFile() {}
}
