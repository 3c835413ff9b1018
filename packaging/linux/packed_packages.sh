# packed_packages FOLDER: the packages of this system from which libraries were packed, where the system is a Debian
packed_packages() {
    command -v dpkg >/dev/null || return 0
    for library in "$1"/lib*.so*; do
        dpkg -S "*/${library##*/}" 2>/dev/null | sed -n 's/^\([^:, ]*\):.*/\1/p'
    done | sort -u
}
