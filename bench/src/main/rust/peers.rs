//! What Rust's bumpalo does where Mayfly's frame arena allocates: the loop of peers.c, with `alloc_layout` and `reset`.

use bumpalo::Bump;
use std::alloc::Layout;

const ALIGNMENT: usize = 16;

#[no_mangle]
pub extern "C" fn bumpalo_new(capacity: usize) -> *mut Bump {
    Box::into_raw(Box::new(Bump::with_capacity(capacity)))
}

/// # Safety
/// `bump` came from `bumpalo_new` and was not deleted before.
#[no_mangle]
pub unsafe extern "C" fn bumpalo_delete(bump: *mut Bump) {
    drop(Box::from_raw(bump));
}

/// # Safety
/// `bump` came from `bumpalo_new`; `sizes` holds `count` sizes of 8 bytes or more.
#[no_mangle]
pub unsafe extern "C" fn bumpalo_tick(bump: *mut Bump, sizes: *const i32, count: i32) {
    let bump = &mut *bump;
    for i in 0..count {
        let size = *sizes.offset(i as isize) as usize;
        let block = bump.alloc_layout(Layout::from_size_align_unchecked(size, ALIGNMENT));
        (block.as_ptr() as *mut i64).write(i as i64);
    }
    bump.reset();
}
