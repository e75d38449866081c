package io.reelbudget.ffmpeg;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An operating system and processor, in the words of the artifacts that carry ffmpeg.
 *
 * @param name such as {@code linux-x86_64}: the classifier of {@code org.bytedeco:ffmpeg}
 */
record Platform(String name) {

    private static final int ELF_X86_64 = 62;
    private static final int ELF_AARCH64 = 183;

    static Platform current() {
        return of(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
    }

    static Platform of(String osName, String osArch) {
        String os = osName.toLowerCase(Locale.ROOT);
        String arch = osArch.toLowerCase(Locale.ROOT);
        String system = os.startsWith("mac") ? "macosx" : os.startsWith("windows") ? "windows" : os.replace(' ', '-');
        String processor =
                switch (arch) {
                    case "amd64", "x86_64" -> "x86_64";
                    case "aarch64", "arm64" -> "arm64";
                    default -> arch;
                };
        return new Platform(system + "-" + processor);
    }

    /** Returns a program's file name here. */
    String executable(String program) {
        return name.startsWith("windows") ? program + ".exe" : program;
    }

    /** Returns the variables that let programs in a directory find their libraries beside them. */
    Map<String, String> loaderEnvironment(Path directory) {
        if (name.startsWith("windows")) {
            return Map.of();
        }
        return Map.of(
                name.startsWith("macosx") ? "DYLD_LIBRARY_PATH" : "LD_LIBRARY_PATH",
                directory.toAbsolutePath().toString());
    }

    /** Returns what the bundled ffmpeg is linked against for sound cards, screens and device lists. */
    List<StandInLibrary> deviceLibraries() {
        if (!name.startsWith("linux")) {
            return List.of();
        }
        return List.of(
                new StandInLibrary("libpulse.so.0", List.of("PULSE_0")),
                new StandInLibrary("libasound.so.2", List.of("ALSA_0.9", "ALSA_0.9.0rc4")),
                new StandInLibrary("libudev.so.1", List.of("LIBUDEV_183")),
                new StandInLibrary("libxcb.so.1", List.of()),
                new StandInLibrary("libxcb-shm.so.0", List.of()));
    }

    /** Returns ELF's number of the processor. */
    int elfMachine() {
        return name.endsWith("arm64") ? ELF_AARCH64 : ELF_X86_64;
    }

    /** Returns what a user does here to get an ffmpeg. */
    String advice() {
        String install = name.startsWith("macosx")
                ? "'brew install ffmpeg'"
                : name.startsWith("windows")
                        ? "'winget install ffmpeg'"
                        : "'apt-get install ffmpeg' or your system's like";
        return "Install one that is found on the PATH (" + install + "), name one, or add the dependency"
                + " org.bytedeco:ffmpeg with classifier " + name + " where it exists.";
    }
}
