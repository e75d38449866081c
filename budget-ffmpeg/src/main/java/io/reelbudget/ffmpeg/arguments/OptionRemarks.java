package io.reelbudget.ffmpeg.arguments;

import java.util.List;
import java.util.Set;

/** Says which options of a command line did not become part of the job. */
final class OptionRemarks {

    /** Read into the description. */
    private static final Set<String> READ = Set.of(
            "c", "codec", "vcodec", "acodec", "crf", "qp", "q", "qscale", "cq", "global_quality", "b", "vb", "preset",
            "cpu-used", "speed", "pass", "r", "s", "vf", "filter", "t", "ss", "to", "map", "f", "an", "vn", "sn", "dn",
            "x264-params", "x264opts", "x265-params", "svtav1-params", "aom-params", "vvenc-params", "af",
            "filter_script", "scodec", "dcodec");

    /** Of no matter to what a job costs, or of so little that no estimate tells the difference. */
    private static final Set<String> NEUTRAL = Set.of(
            "y", "n", "stdin", "nostdin", "hide_banner", "stats", "nostats", "benchmark", "benchmark_all", "report",
            "re", "copyts", "start_at_zero", "shortest", "vstats", "accurate_seek", "noaccurate_seek", "xerror",
            "ignore_unknown", "copy_unknown", "loglevel", "v", "progress", "stats_period", "metadata", "map_metadata",
            "map_chapters", "movflags", "brand", "tag", "vtag", "atag", "disposition", "threads", "filter_threads",
            "filter_complex_threads", "protocol_whitelist", "thread_queue_size", "probesize", "analyzeduration",
            "fflags", "flags", "avoid_negative_ts", "max_muxing_queue_size", "strict", "color_primaries", "color_trc",
            "colorspace", "color_range", "aspect", "timecode", "ar", "ac", "ab", "channel_layout", "passlogfile",
            "vsync", "fps_mode", "cpuflags", "row-mt", "pix_fmt", "g", "keyint_min", "sc_threshold",
            "force_key_frames", "maxrate", "minrate", "bufsize", "deadline", "quality", "var_stream_map",
            "master_pl_name", "use_template", "use_timeline", "adaptation_sets", "seg_duration", "bitexact",
            "start_number", "video_track_timescale", "itsoffset", "enc_time_base", "time_base", "muxdelay",
            "muxpreload", "safe", "autorotate", "noautorotate", "autoscale", "noautoscale", "nofind_stream_info",
            "find_stream_info", "debug_ts", "seek_timestamp", "psnr", "qphist", "dump", "hex", "print_graphs");

    /** They change what a job costs, and a description has no word for them. */
    private static final Set<String> COSTLY = Set.of(
            "tune", "profile", "level", "bf", "refs", "me_method", "me_range", "subq", "trellis", "rc-lookahead",
            "lag-in-frames", "auto-alt-ref", "arnr-maxframes", "tile-columns", "tile-rows", "aq-mode", "hwaccel",
            "hwaccel_device", "hwaccel_output_format", "init_hw_device", "filter_hw_device", "stream_loop", "sseof",
            "frames", "vframes", "fs", "rc", "spatial-aq", "temporal-aq", "coder", "b_strategy", "weightp");

    private OptionRemarks() {}

    static void add(List<FileOptions> files, List<String> remarks) {
        for (FileOptions file : files) {
            for (Option option : file.options()) {
                String name = option.name();
                if (COSTLY.contains(name)) {
                    remarks.add(
                            option + " has no place in a job's description; an estimate leaves out what it changes.");
                } else if (!READ.contains(name) && !NEUTRAL.contains(name) && !isOfPackaging(name)) {
                    remarks.add(option + " is unknown to this reader and was left out.");
                }
            }
        }
    }

    private static boolean isOfPackaging(String name) {
        return name.startsWith("hls_") || name.startsWith("segment_") || name.startsWith("dash_");
    }
}
