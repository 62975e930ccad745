/** Names of Python 3.11 itself: built-ins, methods of its basic types, and modules of its library, as its own `dir` tells them. */
export const pythonNames: ReadonlySet<string> = new Set(
  `
    ArithmeticError AssertionError AttributeError BaseException BaseExceptionGroup BlockingIOError BrokenPipeError BufferError
    BytesWarning ChildProcessError ConnectionAbortedError ConnectionError ConnectionRefusedError ConnectionResetError Counter
    DeprecationWarning Dict EOFError Ellipsis EncodingWarning EnvironmentError Exception ExceptionGroup False FileExistsError
    FileNotFoundError FloatingPointError FutureWarning GeneratorExit IOError ImportError ImportWarning IndentationError
    IndexError InterruptedError IsADirectoryError KeyError KeyboardInterrupt List LookupError MemoryError ModuleNotFoundError
    NameError None NotADirectoryError NotImplemented NotImplementedError OSError Optional OverflowError Path
    PendingDeprecationWarning PermissionError ProcessLookupError RecursionError ReferenceError ResourceWarning RuntimeError
    RuntimeWarning StopAsyncIteration StopIteration SyntaxError SyntaxWarning SystemError SystemExit TabError TimeoutError True
    TypeError UnboundLocalError UnicodeDecodeError UnicodeEncodeError UnicodeError UnicodeTranslateError UnicodeWarning Union
    UserWarning ValueError Warning ZeroDivisionError __add__ __call__ __class__ __contains__ __dict__ __doc__ __enter__ __eq__
    __exit__ __file__ __getitem__ __hash__ __import__ __init__ __iter__ __len__ __lt__ __main__ __name__ __new__ __next__
    __repr__ __setitem__ __str__ abc abs add add_note aifc aiter all anext antigravity any append argparse args array
    as_integer_ratio ascii ast asynchat asyncio asyncore atexit audioop base64 bdb bin binascii bisect bit_count bit_length bool
    breakpoint buffer builtins bytearray bytes bz2 cProfile calendar callable capitalize casefold center cgi cgitb chr chunk
    classmethod clear close closed cmath cmd code codecs codeop collections colorsys compile compileall complex concurrent
    configparser conjugate contextlib contextvars copy copyreg copyright count credits crypt csv ctypes curses dataclass
    dataclasses datetime dbm decimal decode defaultdict delattr denominator detach dict difference difference_update difflib dir
    dis discard distutils divmod doctest email encode encoding encodings endswith ensurepip enum enumerate errno errors eval
    exec exit expandtabs extend faulthandler fcntl filecmp fileinput fileno filter find float flush fnmatch format format_map
    fractions from_bytes fromhex fromkeys frozenset ftplib functools gc genericpath get getattr getopt getpass gettext glob
    globals graphlib grp gzip hasattr hash hashlib heapq help hex hmac html http id idlelib imag imaplib imghdr imp importlib
    index input insert inspect int intersection intersection_update io ipaddress is_integer isalnum isalpha isascii isatty
    isdecimal isdigit isdisjoint isidentifier isinstance islower isnumeric isprintable isspace issubclass issubset issuperset
    istitle isupper items iter itertools join json keys keyword kwargs len lib2to3 license line_buffering linecache list ljust
    locale locals logging lower lstrip lzma mailbox mailcap maketrans map marshal math max memoryview mimetypes min mmap
    modulefinder msilib msvcrt multiprocessing name netrc newlines next nis nntplib nt ntpath nturl2path numbers numerator
    object oct opcode open operator optparse ord os ossaudiodev partition path pathlib pdb pickle pickletools pipes pkgutil
    platform plistlib pop popitem poplib posix posixpath pow pprint print profile property pstats pty pwd py_compile pyclbr
    pydoc pydoc_data pyexpat queue quit quopri random range re read readable readline readlines real reconfigure remove
    removeprefix removesuffix replace repr reprlib resource reverse reversed rfind rindex rjust rlcompleter round rpartition
    rsplit rstrip runpy sched secrets seek seekable select selectors set setattr setdefault shelve shlex shutil signal site
    slice smtpd smtplib sndhdr socket socketserver sort sorted split splitlines spwd sqlite3 sre_compile sre_constants sre_parse
    ssl startswith stat staticmethod statistics str string stringprep strip struct subprocess sum sunau super swapcase
    symmetric_difference symmetric_difference_update symtable sys sysconfig syslog tabnanny tarfile tell telnetlib tempfile
    termios textwrap this threading time timeit title tkinter to_bytes token tokenize tomllib trace traceback tracemalloc
    translate truncate tty tuple turtle turtledemo type types typing unicodedata union unittest update upper urllib uu uuid
    values vars venv warnings wave weakref webbrowser winreg winsound with_traceback writable write write_through writelines
    wsgiref xdrlib xml xmlrpc zfill zip zipapp zipfile zipimport zlib zoneinfo
  `
    .trim()
    .split(/\s+/),
)
