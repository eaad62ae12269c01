package dev.rehearsal.benchmark;

import java.io.IOException;

import dev.rehearsal.local.Service;

/** Resident size of a process, as the system's ps has it. */
final class Memory {

    private Memory() {
    }

    /** @return megabytes (2^20) */
    static long resident(Service service) throws IOException {
        Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(service.process().pid())).start();
        return Long.parseLong(new String(ps.getInputStream().readAllBytes()).strip()) / 1024;
    }
}
