"""How much memory a process has, and had at most."""
MIB = 1 << 20


def _status(pid, name):
    with open(f"/proc/{pid}/status") as status:
        for line in status:
            if line.startswith(name + ":"):
                return int(line.split()[1]) * 1024
    return 0


def resident(pid):
    return _status(pid, "VmRSS")


def address_space(pid):
    return _status(pid, "VmSize")


def forget_peak(pid):
    with open(f"/proc/{pid}/clear_refs", "w") as file:
        file.write("5")


def peak(pid):
    """Since `forget_peak`."""
    return _status(pid, "VmHWM")
