package io.reelbudget.trainer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The files of published transcoding jobs that a history model is trained from or scored on; their columns are
 * described in {@code docs/training.md}.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param ugcJobs x264 jobs of user-generated clips
 * @param ugcVideos the clips
 * @param configs the sets of settings
 * @param hwJobs the same jobs on several machines
 * @param hwMachines the machines
 * @param veedJobs jobs of a ladder in the cloud
 * @param veedInstances the instances
 */
public record TranscodingFiles(
        Path ugcJobs, Path ugcVideos, Path configs, Path hwJobs, Path hwMachines, Path veedJobs, Path veedInstances) {

    /** Returns the files by their usual names in a directory. */
    public static TranscodingFiles in(Path directory) {
        return new TranscodingFiles(
                directory.resolve("x264_ugc_jobs.csv.gz"),
                directory.resolve("x264_ugc_videos.csv"),
                directory.resolve("x264_configs.csv"),
                directory.resolve("x264_hw_jobs.csv.gz"),
                directory.resolve("x264_hw_machines.csv"),
                directory.resolve("veed_jobs.csv.gz"),
                directory.resolve("veed_instances.csv"));
    }

    private List<Path> all() {
        return List.of(ugcJobs, ugcVideos, configs, hwJobs, hwMachines, veedJobs, veedInstances);
    }

    /**
     * Refuses what is not there.
     *
     * @throws IllegalArgumentException if a file is absent; the message names it
     */
    public void requirePresent() {
        for (Path path : all()) {
            if (!Files.isReadable(path)) {
                throw new IllegalArgumentException("Data file was '" + path
                        + "' but must exist and be readable; give the directory that has it, or the file itself.");
            }
        }
    }

    /** Returns the SHA-256 of all contents in their order, as 64 hexadecimal digits. */
    public String checksum() throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path path : all()) {
                try (InputStream in = new DigestInputStream(Files.newInputStream(path), digest)) {
                    in.transferTo(OutputStream.nullOutputStream());
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256, which all must have.", e);
        }
    }
}
