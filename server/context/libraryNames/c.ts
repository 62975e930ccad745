/** Names of C: functions, types and constants of the standard headers and of POSIX, as the headers of glibc 2.36 declare them. */
export const cNames: ReadonlySet<string> = new Set(
  `
    ACCESSPERMS ADJ_ESTERROR ADJ_FREQUENCY ADJ_MAXERROR ADJ_MICRO ADJ_NANO ADJ_OFFSET ADJ_OFFSET_SINGLESHOT
    ADJ_OFFSET_SS_READ ADJ_SETOFFSET ADJ_STATUS ADJ_TAI ADJ_TICK ADJ_TIMECONST ALLPERMS AT_EACCESS AT_EMPTY_PATH AT_FDCWD
    AT_NO_AUTOMOUNT AT_RECURSIVE AT_REMOVEDIR AT_STATX_DONT_SYNC AT_STATX_FORCE_SYNC AT_STATX_SYNC_AS_STAT
    AT_STATX_SYNC_TYPE AT_SYMLINK_FOLLOW AT_SYMLINK_NOFOLLOW BOOL_MAX BOOL_WIDTH BUFSIZ CHAR_BIT CHAR_MAX CHAR_MIN
    CHAR_WIDTH CLK_TCK CLOCKS_PER_SEC CLOCK_BOOTTIME CLOCK_BOOTTIME_ALARM CLOCK_MONOTONIC CLOCK_MONOTONIC_COARSE
    CLOCK_MONOTONIC_RAW CLOCK_PROCESS_CPUTIME_ID CLOCK_REALTIME CLOCK_REALTIME_ALARM CLOCK_REALTIME_COARSE CLOCK_TAI
    CLOCK_THREAD_CPUTIME_ID CLOSE_RANGE_CLOEXEC CLOSE_RANGE_UNSHARE DEFFILEMODE DN_ACCESS DN_ATTRIB DN_CREATE DN_DELETE
    DN_MODIFY DN_MULTISHOT DN_RENAME ECANCELED EHWPOISON ENOTRECOVERABLE ENOTSUP EOF EOWNERDEAD ERFKILL EXIT_FAILURE
    EXIT_SUCCESS FAPPEND FASYNC FD_CLOEXEC FFSYNC FILE FILENAME_MAX FNDELAY FNONBLOCK FOPEN_MAX FP_ILOGB0 FP_ILOGBNAN
    FP_INFINITE FP_INT_DOWNWARD FP_INT_TONEAREST FP_INT_TONEARESTFROMZERO FP_INT_TOWARDZERO FP_INT_UPWARD FP_LLOGB0
    FP_LLOGBNAN FP_NAN FP_NORMAL FP_SUBNORMAL FP_ZERO F_ADD_SEALS F_DUPFD F_DUPFD_CLOEXEC F_EXLCK F_GETFD F_GETFL F_GETLEASE
    F_GETLK F_GETLK64 F_GETOWN F_GETOWN_EX F_GETPIPE_SZ F_GETSIG F_GET_FILE_RW_HINT F_GET_RW_HINT F_GET_SEALS F_LOCK
    F_NOTIFY F_OFD_GETLK F_OFD_SETLK F_OFD_SETLKW F_OK F_RDLCK F_SEAL_FUTURE_WRITE F_SEAL_GROW F_SEAL_SEAL F_SEAL_SHRINK
    F_SEAL_WRITE F_SETFD F_SETFL F_SETLEASE F_SETLK F_SETLK64 F_SETLKW F_SETLKW64 F_SETOWN F_SETOWN_EX F_SETPIPE_SZ F_SETSIG
    F_SET_FILE_RW_HINT F_SET_RW_HINT F_SHLCK F_TEST F_TLOCK F_ULOCK F_UNLCK F_WRLCK HUGE_VAL HUGE_VALF HUGE_VALL
    HUGE_VAL_F128 HUGE_VAL_F128X HUGE_VAL_F16 HUGE_VAL_F32 HUGE_VAL_F32X HUGE_VAL_F64 HUGE_VAL_F64X INFINITY INT16_C
    INT16_MAX INT16_MIN INT16_WIDTH INT32_C INT32_MAX INT32_MIN INT32_WIDTH INT64_C INT64_MAX INT64_MIN INT64_WIDTH INT8_C
    INT8_MAX INT8_MIN INT8_WIDTH INTMAX_C INTMAX_MAX INTMAX_MIN INTMAX_WIDTH INTPTR_MAX INTPTR_MIN INTPTR_WIDTH
    INT_FAST16_MAX INT_FAST16_MIN INT_FAST16_WIDTH INT_FAST32_MAX INT_FAST32_MIN INT_FAST32_WIDTH INT_FAST64_MAX
    INT_FAST64_MIN INT_FAST64_WIDTH INT_FAST8_MAX INT_FAST8_MIN INT_FAST8_WIDTH INT_LEAST16_MAX INT_LEAST16_MIN
    INT_LEAST16_WIDTH INT_LEAST32_MAX INT_LEAST32_MIN INT_LEAST32_WIDTH INT_LEAST64_MAX INT_LEAST64_MIN INT_LEAST64_WIDTH
    INT_LEAST8_MAX INT_LEAST8_MIN INT_LEAST8_WIDTH INT_MAX INT_MIN INT_WIDTH LC_ADDRESS LC_ADDRESS_MASK LC_ALL LC_ALL_MASK
    LC_COLLATE LC_COLLATE_MASK LC_CTYPE LC_CTYPE_MASK LC_GLOBAL_LOCALE LC_IDENTIFICATION LC_IDENTIFICATION_MASK
    LC_MEASUREMENT LC_MEASUREMENT_MASK LC_MESSAGES LC_MESSAGES_MASK LC_MONETARY LC_MONETARY_MASK LC_NAME LC_NAME_MASK
    LC_NUMERIC LC_NUMERIC_MASK LC_PAPER LC_PAPER_MASK LC_TELEPHONE LC_TELEPHONE_MASK LC_TIME LC_TIME_MASK LLONG_MAX
    LLONG_MIN LLONG_WIDTH LOCK_EX LOCK_MAND LOCK_NB LOCK_READ LOCK_RW LOCK_SH LOCK_UN LOCK_WRITE LONG_LONG_MAX LONG_LONG_MIN
    LONG_MAX LONG_MIN LONG_WIDTH L_INCR L_SET L_XTND MATH_ERREXCEPT MATH_ERRNO MAXFLOAT MAX_HANDLE_SZ MB_CUR_MAX MB_LEN_MAX
    MOD_CLKA MOD_CLKB MOD_ESTERROR MOD_FREQUENCY MOD_MAXERROR MOD_MICRO MOD_NANO MOD_OFFSET MOD_STATUS MOD_TAI MOD_TIMECONST
    M_1_PI M_2_PI M_2_SQRTPI M_E M_LN10 M_LN2 M_LOG10E M_LOG2E M_PI M_PI_2 M_PI_4 M_SQRT1_2 M_SQRT2 NAN NSIG NULL O_ACCMODE
    O_APPEND O_ASYNC O_CLOEXEC O_CREAT O_DIRECT O_DIRECTORY O_DSYNC O_EXCL O_FSYNC O_LARGEFILE O_NDELAY O_NOATIME O_NOCTTY
    O_NOFOLLOW O_NONBLOCK O_PATH O_RDONLY O_RDWR O_RSYNC O_SYNC O_TMPFILE O_TRUNC O_WRONLY POSIX_FADV_DONTNEED
    POSIX_FADV_NOREUSE POSIX_FADV_NORMAL POSIX_FADV_RANDOM POSIX_FADV_SEQUENTIAL POSIX_FADV_WILLNEED
    PTHREAD_ADAPTIVE_MUTEX_INITIALIZER_NP PTHREAD_ATTR_NO_SIGMASK_NP PTHREAD_BARRIER_SERIAL_THREAD PTHREAD_CANCELED
    PTHREAD_CANCEL_ASYNCHRONOUS PTHREAD_CANCEL_DEFERRED PTHREAD_CANCEL_DISABLE PTHREAD_CANCEL_ENABLE
    PTHREAD_COND_INITIALIZER PTHREAD_CREATE_DETACHED PTHREAD_CREATE_JOINABLE PTHREAD_ERRORCHECK_MUTEX_INITIALIZER_NP
    PTHREAD_EXPLICIT_SCHED PTHREAD_INHERIT_SCHED PTHREAD_MUTEX_INITIALIZER PTHREAD_ONCE_INIT PTHREAD_PROCESS_PRIVATE
    PTHREAD_PROCESS_SHARED PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP PTHREAD_RWLOCK_INITIALIZER
    PTHREAD_RWLOCK_WRITER_NONRECURSIVE_INITIALIZER_NP PTHREAD_SCOPE_PROCESS PTHREAD_SCOPE_SYSTEM PTHREAD_STACK_MIN
    PTRDIFF_MAX PTRDIFF_MIN PTRDIFF_WIDTH RAND_MAX RENAME_EXCHANGE RENAME_NOREPLACE RENAME_WHITEOUT RWF_WRITE_LIFE_NOT_SET
    RWH_WRITE_LIFE_EXTREME RWH_WRITE_LIFE_LONG RWH_WRITE_LIFE_MEDIUM RWH_WRITE_LIFE_NONE RWH_WRITE_LIFE_NOT_SET
    RWH_WRITE_LIFE_SHORT R_OK SCHAR_MAX SCHAR_MIN SCHAR_WIDTH SEEK_CUR SEEK_DATA SEEK_END SEEK_HOLE SEEK_SET SFD_CLOEXEC
    SFD_NONBLOCK SHRT_MAX SHRT_MIN SHRT_WIDTH SHUT_RD SHUT_RDWR SHUT_WR SIGRTMAX SIGRTMIN SIG_ATOMIC_MAX SIG_ATOMIC_MIN
    SIG_ATOMIC_WIDTH SIZE_MAX SIZE_WIDTH SNAN SNANF SNANF128 SNANF128X SNANF16 SNANF32 SNANF32X SNANF64 SNANF64X SNANL
    SPLICE_F_GIFT SPLICE_F_MORE SPLICE_F_MOVE SPLICE_F_NONBLOCK STA_CLK STA_CLOCKERR STA_DEL STA_FLL STA_FREQHOLD STA_INS
    STA_MODE STA_NANO STA_PLL STA_PPSERROR STA_PPSFREQ STA_PPSJITTER STA_PPSSIGNAL STA_PPSTIME STA_PPSWANDER STA_RONLY
    STA_UNSYNC STDERR_FILENO STDIN_FILENO STDOUT_FILENO SYNC_FILE_RANGE_WAIT_AFTER SYNC_FILE_RANGE_WAIT_BEFORE
    SYNC_FILE_RANGE_WRITE SYNC_FILE_RANGE_WRITE_AND_WAIT S_BLKSIZE S_IEXEC S_IFBLK S_IFCHR S_IFDIR S_IFIFO S_IFLNK S_IFMT
    S_IFREG S_IFSOCK S_IREAD S_IRGRP S_IROTH S_IRUSR S_IRWXG S_IRWXO S_IRWXU S_ISBLK S_ISCHR S_ISDIR S_ISFIFO S_ISGID
    S_ISLNK S_ISREG S_ISSOCK S_ISUID S_ISVTX S_IWGRP S_IWOTH S_IWRITE S_IWUSR S_IXGRP S_IXOTH S_IXUSR S_TYPEISMQ S_TYPEISSEM
    S_TYPEISSHM TEMP_FAILURE_RETRY TFD_CLOEXEC TFD_NONBLOCK TIMER_ABSTIME TIME_UTC TMP_MAX UCHAR_MAX UCHAR_WIDTH UINT16_C
    UINT16_MAX UINT16_WIDTH UINT32_C UINT32_MAX UINT32_WIDTH UINT64_C UINT64_MAX UINT64_WIDTH UINT8_C UINT8_MAX UINT8_WIDTH
    UINTMAX_C UINTMAX_MAX UINTMAX_WIDTH UINTPTR_MAX UINTPTR_WIDTH UINT_FAST16_MAX UINT_FAST16_WIDTH UINT_FAST32_MAX
    UINT_FAST32_WIDTH UINT_FAST64_MAX UINT_FAST64_WIDTH UINT_FAST8_MAX UINT_FAST8_WIDTH UINT_LEAST16_MAX UINT_LEAST16_WIDTH
    UINT_LEAST32_MAX UINT_LEAST32_WIDTH UINT_LEAST64_MAX UINT_LEAST64_WIDTH UINT_LEAST8_MAX UINT_LEAST8_WIDTH UINT_MAX
    UINT_WIDTH ULLONG_MAX ULLONG_WIDTH ULONG_LONG_MAX ULONG_MAX ULONG_WIDTH USHRT_MAX USHRT_WIDTH WCHAR_MAX WCHAR_MIN
    WCHAR_WIDTH WEOF WEXITSTATUS WIFCONTINUED WIFEXITED WIFSIGNALED WIFSTOPPED WINT_MAX WINT_MIN WINT_WIDTH WSTOPSIG
    WTERMSIG W_OK X_OK a64l abort abs accept accept4 access acct acos acosf alarm aligned_alloc arc4random arc4random_buf
    arc4random_uniform asctime asctime_r asin asinf asprintf assert assert_perror at_quick_exit atan atanf atexit atof atoi
    atol atoll basename bcopy bind blkcnt64_t blkcnt_t blksize_t brk bsd_signal bsearch btowc bzero caddr_t calloc
    canonicalize_file_name ceil ceilf chdir chmod chown chroot clearenv clearerr clearerr_unlocked clock clock_adjtime
    clock_getcpuclockid clock_getres clock_gettime clock_nanosleep clock_settime clock_t clockid_t close close_range
    closefrom comparison_fn_t confstr connect cookie_io_functions_t copy_file_range cos cosf cosh coshf cpu_set_t creat
    creat64 crypt ctermid ctime ctime_r ctype cuserid daddr_t daemon decltype defined dev_t difftime div div_t double_t
    dprintf drand48 drand48_r dup dup2 dup3 duplocale dysize eaccess ecvt ecvt_r elif endusershell erand48 erand48_r errno
    error_t euidaccess execl execle execlp execv execve execveat execvp execvpe exit exp expf explicit_bzero fabs fabsf
    faccessat fallocate fallocate64 false fchdir fchmod fchmodat fchown fchownat fclose fcloseall fcntl fcntl64 fcvt fcvt_r
    fdatasync fdopen feof feof_unlocked ferror ferror_unlocked fexecve fflush fflush_unlocked fgetc fgetc_unlocked fgetpos
    fgetpos64 fgets fgets_unlocked fgetwc fgetwc_unlocked fgetws fgetws_unlocked fileno fileno_unlocked float_t flockfile
    floor floorf fmemopen fmod fmodf fopen fopen64 fopencookie for fork fpathconf fpclassify fpos64_t fpos_t fprintf fputc
    fputc_unlocked fputs fputs_unlocked fputwc fputwc_unlocked fputws fputws_unlocked fread fread_unlocked free freelocale
    freopen freopen64 fsblkcnt64_t fsblkcnt_t fscanf fseek fseeko fseeko64 fsetpos fsetpos64 fsfilcnt64_t fsfilcnt_t fsid_t
    fstat fstat64 fstatat fstatat64 fsync ftell ftello ftello64 ftruncate ftruncate64 ftrylockfile funlockfile futimens
    fwide fwprintf fwrite fwrite_unlocked fwscanf gcvt get_current_dir_name getc getc_unlocked getchar getchar_unlocked
    getcwd getdate getdate_r getdelim getdomainname getdtablesize getegid getentropy getenv geteuid getgid getgroups
    gethostid gethostname getline getloadavg getlogin getlogin_r getpagesize getpass getpeername getpgid getpgrp getpid
    getppid getpt getresgid getresuid gets getsid getsockname getsockopt getsubopt gettid getuid getumask getusershell getw
    getwc getwc_unlocked getwchar getwchar_unlocked getwd gid_t gmtime gmtime_r grantpt group_member gsignal id_t if imaxabs
    imaxdiv imaxdiv_t initstate initstate_r ino64_t ino_t int int16_t int32_t int64_t int8_t int_fast16_t int_fast32_t
    int_fast64_t int_fast8_t int_least16_t int_least32_t int_least64_t int_least8_t intmax_t intptr_t inttypes isalnum
    isalnum_l isalpha isalpha_l isascii isascii_l isatty isblank isblank_l iscntrl iscntrl_l isctype isdigit isdigit_l
    iseqsig isfdtype isfinite isgraph isgraph_l isgreater isgreaterequal isinf isless islessequal islessgreater islower
    islower_l isnan isnormal isprint isprint_l ispunct ispunct_l issignaling isspace isspace_l issubnormal isunordered
    isupper isupper_l isxdigit isxdigit_l iszero jrand48 jrand48_r key_t kill killpg l64a labs lchmod lchown lcong48
    lcong48_r ldiv ldiv_t limits link linkat listen llabs lldiv lldiv_t locale locale_t localeconv localtime localtime_r
    lockf lockf64 loff_t log logf longjmp lrand48 lrand48_r lseek lseek64 lstat lstat64 malloc math math_errhandling
    max_align_t mblen mbrlen mbrtowc mbsinit mbsnrtowcs mbsrtowcs mbstate_t mbstowcs mbtowc memccpy memchr memcmp memcpy
    memfrob memmem memmove mempcpy memrchr memset mkdir mkdirat mkdtemp mkfifo mkfifoat mknod mknodat mkostemp mkostemp64
    mkostemps mkostemps64 mkstemp mkstemp64 mkstemps mkstemps64 mktemp mktime mode_t mrand48 mrand48_r name
    name_to_handle_at nanosleep newlocale nice nlink_t nrand48 nrand48_r nullptr_t obstack_printf obstack_vprintf off64_t
    off_t offsetof on_exit open open64 open_by_handle_at open_memstream open_wmemstream openat openat64 pathconf pause
    pclose perror pid_t pipe pipe2 popen posix_fadvise posix_fadvise64 posix_fallocate posix_fallocate64 posix_memalign
    posix_openpt pow powf pread pread64 printf profil psiginfo psignal pthread pthread_atfork pthread_attr_destroy
    pthread_attr_getaffinity_np pthread_attr_getdetachstate pthread_attr_getguardsize pthread_attr_getinheritsched
    pthread_attr_getschedparam pthread_attr_getschedpolicy pthread_attr_getscope pthread_attr_getsigmask_np
    pthread_attr_getstack pthread_attr_getstackaddr pthread_attr_getstacksize pthread_attr_init pthread_attr_setaffinity_np
    pthread_attr_setdetachstate pthread_attr_setguardsize pthread_attr_setinheritsched pthread_attr_setschedparam
    pthread_attr_setschedpolicy pthread_attr_setscope pthread_attr_setsigmask_np pthread_attr_setstack
    pthread_attr_setstackaddr pthread_attr_setstacksize pthread_attr_t pthread_barrier_destroy pthread_barrier_init
    pthread_barrier_t pthread_barrier_wait pthread_barrierattr_destroy pthread_barrierattr_getpshared
    pthread_barrierattr_init pthread_barrierattr_setpshared pthread_barrierattr_t pthread_cancel pthread_cleanup_pop
    pthread_cleanup_pop_restore_np pthread_cleanup_push pthread_cleanup_push_defer_np pthread_clockjoin_np
    pthread_cond_broadcast pthread_cond_clockwait pthread_cond_destroy pthread_cond_init pthread_cond_signal pthread_cond_t
    pthread_cond_timedwait pthread_cond_wait pthread_condattr_destroy pthread_condattr_getclock pthread_condattr_getpshared
    pthread_condattr_init pthread_condattr_setclock pthread_condattr_setpshared pthread_condattr_t pthread_create
    pthread_detach pthread_equal pthread_exit pthread_getaffinity_np pthread_getattr_default_np pthread_getattr_np
    pthread_getconcurrency pthread_getcpuclockid pthread_getname_np pthread_getschedparam pthread_getspecific pthread_join
    pthread_key_create pthread_key_delete pthread_key_t pthread_mutex_clocklock pthread_mutex_consistent
    pthread_mutex_destroy pthread_mutex_getprioceiling pthread_mutex_init pthread_mutex_lock pthread_mutex_setprioceiling
    pthread_mutex_t pthread_mutex_timedlock pthread_mutex_trylock pthread_mutex_unlock pthread_mutexattr_destroy
    pthread_mutexattr_getprioceiling pthread_mutexattr_getprotocol pthread_mutexattr_getpshared pthread_mutexattr_getrobust
    pthread_mutexattr_gettype pthread_mutexattr_init pthread_mutexattr_setprioceiling pthread_mutexattr_setprotocol
    pthread_mutexattr_setpshared pthread_mutexattr_setrobust pthread_mutexattr_settype pthread_mutexattr_t pthread_once
    pthread_once_t pthread_rwlock_clockrdlock pthread_rwlock_clockwrlock pthread_rwlock_destroy pthread_rwlock_init
    pthread_rwlock_rdlock pthread_rwlock_t pthread_rwlock_timedrdlock pthread_rwlock_timedwrlock pthread_rwlock_tryrdlock
    pthread_rwlock_trywrlock pthread_rwlock_unlock pthread_rwlock_wrlock pthread_rwlockattr_destroy
    pthread_rwlockattr_getkind_np pthread_rwlockattr_getpshared pthread_rwlockattr_init pthread_rwlockattr_setkind_np
    pthread_rwlockattr_setpshared pthread_rwlockattr_t pthread_self pthread_setaffinity_np pthread_setattr_default_np
    pthread_setcancelstate pthread_setcanceltype pthread_setconcurrency pthread_setname_np pthread_setschedparam
    pthread_setschedprio pthread_setspecific pthread_spin_destroy pthread_spin_init pthread_spin_lock pthread_spin_trylock
    pthread_spin_unlock pthread_spinlock_t pthread_t pthread_testcancel pthread_timedjoin_np pthread_tryjoin_np
    pthread_yield ptrdiff_t ptsname ptsname_r putc putc_unlocked putchar putchar_unlocked putenv puts putw putwc
    putwc_unlocked putwchar putwchar_unlocked pwrite pwrite64 qecvt qecvt_r qfcvt qfcvt_r qgcvt qsort qsort_r quad_t
    quick_exit raise rand rand_r random random_r rawmemchr read readahead readlink readlinkat realloc reallocarray realpath
    recv recvfrom recvmmsg recvmsg register_t remove rename renameat renameat2 return revoke rewind rmdir round roundf
    rpmatch rune_t sbrk scanf secure_getenv seed48 seed48_r send sendmmsg sendmsg sendto setbuf setbuffer setdomainname
    setegid setenv seteuid setgid sethostid sethostname setjmp setlinebuf setlocale setlogin setpgid setpgrp setregid
    setresgid setresuid setreuid setsid setsockopt setstate setstate_r setuid setusershell setvbuf shutdown sig_atomic_t
    sig_t sigabbrev_np sigaction sigaddset sigaltstack sigandset sigblock sigdelset sigdescr_np sigemptyset sigevent_t
    sigfillset siggetmask sighandler_t sighold sigignore siginfo_t siginterrupt sigisemptyset sigismember siglongjmp sigmask
    signal signbit sigorset sigpause sigpending sigprocmask sigqueue sigrelse sigreturn sigset sigset_t sigsetjmp sigsetmask
    sigstack sigsuspend sigtimedwait sigval_t sigwait sigwaitinfo sin sinf sinh sinhf size_t sizeof sleep snprintf
    sockatmark socket socketpair socklen_t splice sprintf sqrt sqrtf srand srand48 srand48_r srandom srandom_r sscanf
    ssignal ssize_t stack_t stat stat64 stdarg stdbool stddef stdint stdio stdlib stpcpy stpncpy strcasestr strcat strchr
    strchrnul strcmp strcoll strcoll_l strcpy strcspn strdup strdupa strerror strerror_l strerror_r strerrordesc_np
    strerrorname_np strfromd strfromf strfromf128 strfromf128x strfromf16 strfromf32 strfromf32x strfromf64 strfromf64x
    strfroml strfry strftime strftime_l string strlen strncat strncmp strncpy strndup strndupa strnlen strpbrk strptime
    strptime_l strrchr strsep strsignal strspn strstr strtod strtod_l strtof strtof128 strtof128_l strtof128x strtof128x_l
    strtof16 strtof16_l strtof32 strtof32_l strtof32x strtof32x_l strtof64 strtof64_l strtof64x strtof64x_l strtof_l
    strtoimax strtok strtok_r strtol strtol_l strtold strtold_l strtoll strtoll_l strtoq strtoul strtoul_l strtoull
    strtoull_l strtoumax strtouq strverscmp strxfrm strxfrm_l suseconds_t swab swprintf swscanf symlink symlinkat sync
    sync_file_range syncfs syscall sysconf system sysv_signal tan tanf tanh tanhf tcgetpgrp tcsetpgrp tee tempnam tgkill
    throw time time_t timegm timelocal timer_create timer_delete timer_getoverrun timer_gettime timer_settime timer_t
    timespec_get timespec_getres tmpfile tmpfile64 tmpnam tmpnam_r toascii toascii_l tolower tolower_l toupper toupper_l
    true trunc truncate truncate64 truncf ttyname ttyname_r ttyslot type types tzset u_int16_t u_int32_t u_int64_t u_int8_t
    u_quad_t ualarm uid_t uint16_t uint32_t uint64_t uint8_t uint_fast16_t uint_fast32_t uint_fast64_t uint_fast8_t
    uint_least16_t uint_least32_t uint_least64_t uint_least8_t uintmax_t uintptr_t umask ungetc ungetwc unistd unlink
    unlinkat unlockpt unsetenv useconds_t uselocale usleep utimensat va_arg va_copy va_end va_start valloc vasprintf
    vdprintf vfork vfprintf vfscanf vfwprintf vfwscanf vhangup vmsplice void vprintf vscanf vsnprintf vsprintf vsscanf
    vswprintf vswscanf vwprintf vwscanf wchar wchar_t wcpcpy wcpncpy wcrtomb wcscasecmp wcscasecmp_l wcscat wcschr wcschrnul
    wcscmp wcscoll wcscoll_l wcscpy wcscspn wcsdup wcsftime wcsftime_l wcslen wcsncasecmp wcsncasecmp_l wcsncat wcsncmp
    wcsncpy wcsnlen wcsnrtombs wcspbrk wcsrchr wcsrtombs wcsspn wcsstr wcstod wcstod_l wcstof wcstof128 wcstof128_l
    wcstof128x wcstof128x_l wcstof16 wcstof16_l wcstof32 wcstof32_l wcstof32x wcstof32x_l wcstof64 wcstof64_l wcstof64x
    wcstof64x_l wcstof_l wcstoimax wcstok wcstol wcstol_l wcstold wcstold_l wcstoll wcstoll_l wcstombs wcstoq wcstoul
    wcstoul_l wcstoull wcstoull_l wcstoumax wcstouq wcswcs wcswidth wcsxfrm wcsxfrm_l wctob wctomb wcwidth while wint_t
    wmemchr wmemcmp wmemcpy wmemmove wmempcpy wmemset wprintf write wscanf
`
    .trim()
    .split(/\s+/),
)
